"""`Text` to words, sentences and windows: what the run time has to repeat exactly."""
import bisect
import functools
import re
from dataclasses import dataclass, field

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

BODY, TITLE = 200, 24
CLS, SEP, PAD = 101, 102, 0
# Feature ids: shape, +10 inside quotes, +20 in the title; [CLS] carries 40 + window number.
SHAPES = ["special", "lower", "Capitalised", "Sentence-start", "UPPER", "miXed", "digits",
          "digits+letters", "punctuation", "other"]
FEATURES = 50
ABBREVIATIONS = set("mr mrs ms dr inc corp ltd co st no vs jan feb mar apr jun jul aug sep sept "
                    "oct nov dec gen sen rep gov lt col prof jr sr e.g i.e u.s u.k".split())
BREAK = re.compile(r"[.!?…][\"”’')\]]*(\s+)(?=[\"“‘'(\[]*[A-Z0-9])|\n+")


@dataclass
class Word:
    start: int
    end: int
    pieces: list
    sentence: int = 0
    feature: int = 0


@dataclass
class Window:
    """`ids` go into the encoder; `first[k]` is the place of the first piece of word `words[k]`."""
    ids: list
    features: list
    words: list
    first: list
    document: object = None
    events: list = field(default_factory=list)


def sentence_starts(text):
    starts = [0]
    for found in BREAK.finditer(text):
        if found.group(1):
            before = text[max(0, found.start() - 12):found.start()]
            token = re.split(r"[\s(\[\"“]", before)[-1].lower()
            if text[found.start()] == "." and (token in ABBREVIATIONS or re.fullmatch(r"[a-z]", token)):
                continue
        starts.append(found.end())
    return starts


def shape(word, starts_sentence):
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        return 6 if digits else 8
    if digits:
        return 7
    upper, lower = sum(c.isupper() for c in letters), sum(c.islower() for c in letters)
    if upper == 0:
        return 1 if lower else 9
    if lower == 0 and len(letters) > 1:
        return 4
    if letters[0].isupper() and upper == 1:
        return 3 if starts_sentence else 2
    return 5


class Reader:
    def __init__(self, vocabulary):
        # No special tokens: a literal `[SEP]` in an article is three words.
        self.tokenizer = Tokenizer(WordPiece.from_file(str(vocabulary), unk_token="[UNK]", max_input_chars_per_word=100))
        self.tokenizer.normalizer = BertNormalizer(lowercase=True, strip_accents=True)
        self.tokenizer.pre_tokenizer = BertPreTokenizer()

    @functools.lru_cache(maxsize=4096)  # training reads every article again in every epoch
    def words(self, text):
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        words, last = [], None
        for piece, (start, end), index in zip(encoding.ids, encoding.offsets, encoding.word_ids):
            if index == last:
                words[-1].pieces.append(piece)
                words[-1].end = max(words[-1].end, end)
            else:
                words.append(Word(start, end, [piece]))
                last = index
        starts, quoted, sentence = sentence_starts(text), False, -1
        for word in words:
            current = bisect.bisect_right(starts, word.start) - 1
            surface = text[word.start:word.end]
            if current != sentence:
                quoted = quoted and text[starts[current] - 1] != "\n"
            word.feature = shape(surface, current != sentence)
            sentence = word.sentence = current
            if surface == "“":
                quoted = True
            elif surface == "”":
                quoted = False
            elif surface == '"':
                quoted = not quoted
            word.feature += 10 * quoted
        return words

    def windows(self, title, text, first_budget=BODY, body=BODY):
        """Greedy packing of whole sentences; a sentence longer than a window is cut between words."""
        groups, size, budget = [[]], 0, first_budget
        for chunk in self._chunks(self.words(text), body):
            length = sum(len(w.pieces) for w in chunk)
            if groups[-1] and size + length > budget:
                groups.append([])
                size, budget = 0, body
            groups[-1] += chunk
            size += length
        head, head_features = [], []
        for word in self.words(title or ""):
            if len(head) + len(word.pieces) > TITLE:
                break
            head += word.pieces
            head_features += [word.feature + 20] * len(word.pieces)
        return [self._window(g, n, head, head_features, body) for n, g in enumerate(groups) if g]

    @staticmethod
    def _chunks(words, body):
        chunk, size, sentence = [], 0, None
        for word in words:
            if chunk and (word.sentence != sentence or size + len(word.pieces) > body):
                yield chunk
                chunk, size = [], 0
            sentence = word.sentence
            chunk.append(word)
            size += len(word.pieces)
        if chunk:
            yield chunk

    @staticmethod
    def _window(words, number, head, head_features, body):
        ids = [CLS] + head + [SEP]
        features = [40 + min(number, 9)] + head_features + [0]
        first = []
        for word in words:
            pieces = word.pieces[:body]
            first.append(len(ids))
            ids += pieces
            features += [word.feature] * len(pieces)
        return Window(ids + [SEP], features + [0], words, first)
