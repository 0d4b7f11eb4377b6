#!/bin/sh
# libtorch 2.4.0 for the feature rust-bert, for the CPU, out of PyPI's torch wheel (798 MB to fetch, 530 MB kept).
# usage: models/setup-libtorch.sh [DIR]
# Needs python3 with pip, a C compiler, nm and readelf; x86-64 Linux. With a CUDA card, take libtorch 2.4 from
# pytorch.org instead, or build with `--features rust-bert,tch/download-libtorch`.
set -eu
target=${1:-libtorch}
wheel_sum=e743adadd8c8152bb8373543964551a7cb7cc20ba898dc8f9c0cdbe47c283de0
for tool in python3 cc nm readelf; do
  command -v "$tool" >/dev/null || { echo "setup-libtorch.sh: $tool is missing; install it first" >&2; exit 1; }
done
mkdir -p "$target/lib"
target=$(cd "$target" && pwd)
scratch=$(mktemp -d "$target/unpack.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

wheel=${TORCH_WHEEL:-}
if [ -z "$wheel" ]; then
  python3 -m pip download -q --no-deps --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 \
    --platform manylinux1_x86_64 -d "$scratch" torch==2.4.0
  wheel=$(echo "$scratch"/torch-2.4.0-*.whl)
fi
echo "$wheel_sum  $wheel" | sha256sum -c - >/dev/null || { echo "setup-libtorch.sh: $wheel is not torch 2.4.0 for CPython 3.11" >&2; exit 1; }

python3 - "$wheel" "$scratch" <<'PYTHON'
import fnmatch, sys, zipfile
keep = ["torch/include/*", "torch/lib/libtorch_cpu.so", "torch/lib/libc10.so", "torch/lib/libgomp-*", "*.dist-info/LICENSE", "*.dist-info/NOTICE"]
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in wheel.namelist():
        if any(fnmatch.fnmatch(name, pattern) for pattern in keep):
            wheel.extract(name, sys.argv[2])
PYTHON
rm -rf "$target/include"
mv "$scratch/torch/include" "$target/include"
mv "$scratch"/torch/lib/* "$target/lib/"
mv "$scratch"/torch-2.4.0.dist-info/* "$target/"

# The library was linked for a profiler of graphics cards. Each library that is not here becomes an empty one which has
# the functions that are asked of it; nothing calls them without a card.
cd "$target/lib"
for name in $(readelf -d libtorch_cpu.so | sed -n 's/.*(NEEDED).*\[\(libcu[^]]*\)\]/\1/p'); do
  nm -D --undefined-only libtorch_cpu.so | sed -n "s/.* U \([A-Za-z0-9_]*\)@$name\$/int \1(void) { return 999; }/p" >"$scratch/stand-in.c"
  echo "$name { global: *; };" >"$scratch/stand-in.map"
  cc -shared -fPIC -o "$name" "$scratch/stand-in.c" -Wl,-soname,"$name" -Wl,--version-script="$scratch/stand-in.map"
done
# The build asks for libtorch.so; the wheel's own one needs CUDA.
echo 'INPUT(-ltorch_cpu)' >libtorch.so
echo 2.4.0 >../build-version
echo "Done. Build with:"
echo "  LIBTORCH=$target LIBTORCH_CXX11_ABI=0 LD_LIBRARY_PATH=$target/lib cargo build --release --features rust-bert"
