// Open fixtures as JSON Lines, with the publication dates that their gold gives.
import { readFileSync } from "node:fs";

for (const name of process.argv.slice(2)) {
  const text = readFileSync(`fixtures/${name}/article.txt`, "utf8");
  const { article } = JSON.parse(readFileSync(`fixtures/${name}/gold.json`, "utf8"));
  console.log(JSON.stringify({ id: name, title: article.title, published: article.published ?? undefined, text }));
}
