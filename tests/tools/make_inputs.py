#!/usr/bin/env python3
"""Writes tests/inputs with tools that are not ours: warcio, pyarrow, zstandard, and Python's own gzip and csv.

    python3 -m venv /tmp/inputs && /tmp/inputs/bin/pip install -r tests/tools/make_inputs.txt
    /tmp/inputs/bin/python tests/tools/make_inputs.py

The outputs are committed, so that the tests need none of this. All texts and organisations are invented.
"""

import csv
import datetime
import gzip
import io
import json
import pathlib
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OUT = pathlib.Path(__file__).resolve().parent.parent / "inputs"

ARTICLES = [
    {
        "id": "lumenport",
        "title": "Lumenport loses 4,100 ether",
        "published": "2021-05-04",
        "text": "Lumenport, a crypto exchange in Tallinn, lost 4,100 ether on Sunday, it said; “every customer will be paid "
        "back.”\n\nThe thieves emptied a hot wallet. The police, the exchange's auditor and the bank have been told, "
        "and withdrawals stay closed until the keys have been replaced.",
    },
    {
        "id": "7",
        "title": "Café chain “Brûlot” leaks data of 30,000 guests",
        "published": "2019-11-30",
        "text": "Names and e-mail addresses of 30,000 guests were copied from the servers of the café chain Brûlot, which "
        "said that \"no cards, and no passwords\" were touched.\nThe firm has asked its guests to be careful with "
        "messages that claim to come from it.",
    },
    {
        "id": "st-orla",
        "title": "Hospital of St. Orla pays ransom",
        "published": "2022-02-17",
        "text": "The hospital of St. Orla paid 12 bitcoin to the group that had locked its computers for nine days 🔒, a "
        "member of its board said.\r\n\r\nThe group, which calls itself Grey Heron, had asked for 40; the hospital says "
        "that it had no choice, and that all of its files were restored by Thursday evening.",
    },
]

LANGUAGES = [
    ("de","Hacker legen Klinik in Hainbrück lahm","Nach einem Angriff mit Erpressungssoftware kann das Krankenhaus in Hainbrück seit Montag keine Patienten mehr aufnehmen. Die Täter fordern zwei Millionen Euro, wie die Polizei am Abend mitteilte."),
    ("de","Datenleck bei Onlinehändler","Unbekannte haben bei einem Onlinehändler die Daten von rund 400.000 Kunden gestohlen. Betroffen sind Namen, Anschriften und verschlüsselte Passwörter."),
    ("fr","Une banque lyonnaise victime d'un vol de données","Des pirates informatiques ont dérobé les coordonnées de 80 000 clients d'une banque régionale, a annoncé mardi la direction. Aucune somme d'argent n'a été détournée."),
    ("fr","Rançongiciel : la mairie refuse de payer","La mairie a confirmé que ses serveurs étaient bloqués depuis jeudi par un rançongiciel et qu'elle ne verserait pas les 500 000 euros demandés."),
    ("es","Roban criptomonedas por valor de diez millones","Una casa de cambio de criptomonedas denunció el robo de diez millones de dólares tras un ataque a sus servidores durante la madrugada del domingo."),
    ("es","Filtran datos de pacientes de un hospital","Los datos personales de más de 30.000 pacientes aparecieron publicados en un foro, según informó el hospital, que ya avisó a los afectados."),
    ("pt","Ataque paralisa sistema da prefeitura","Um ataque de ransomware deixou fora do ar os serviços da prefeitura desde a manhã de segunda-feira, e os criminosos pedem um resgate em bitcoin."),
    ("pt","Corretora perde milhões em invasão","A corretora informou que os invasores levaram cerca de doze milhões de dólares em criptoativos, mas garantiu que os clientes serão reembolsados."),
    ("nl","Gegevens van klanten gestolen bij webwinkel","Bij een inbraak op de servers van een webwinkel zijn de gegevens van 60.000 klanten gestolen, zo maakte het bedrijf woensdag bekend."),
    ("nl","Universiteit betaalt losgeld aan hackers","De universiteit heeft bijna twee ton betaald aan de criminelen die vlak voor kerst haar netwerk hadden versleuteld."),
    ("it","Attacco informatico a un ospedale","Un attacco informatico ha bloccato i sistemi dell'ospedale per tre giorni; gli aggressori hanno chiesto un riscatto di un milione di euro."),
    ("it","Rubati i dati di migliaia di utenti","La società ha comunicato che ignoti hanno sottratto indirizzi e password di circa ventimila utenti del suo sito."),
    ("ru","Хакеры похитили деньги у криптобиржи","Неизвестные взломали криптовалютную биржу и вывели с её счетов более восьми миллионов долларов, сообщила компания в понедельник."),
    ("ru","Вирус остановил работу завода","Из-за вируса-вымогателя завод на два дня остановил производство, преступники требуют выкуп в биткоинах."),
    ("uk","Кібератака на енергетичну компанію","Невідомі зловмисники атакували мережу енергетичної компанії, через що без світла залишилися тисячі мешканців області."),
    ("uk","Викрадено дані клієнтів банку","Банк повідомив, що зловмисники отримали доступ до персональних даних кількох тисяч його клієнтів."),
    ("zh","交易所遭黑客攻击损失千万美元","一家加密货币交易所周一表示，黑客入侵其热钱包并盗走价值约一千万美元的代币，公司已经报警。"),
    ("zh","医院系统被勒索软件加密","市立医院的电脑系统周末遭到勒索软件攻击，部分门诊被迫停诊，攻击者索要赎金。"),
    ("ja","仮想通貨取引所から十億円が流出","仮想通貨交換業者は月曜日、外部からの不正アクセスにより約十億円相当の通貨が流出したと発表した。"),
    ("ja","病院に身代金要求型ウイルス","市民病院の電子カルテがウイルスに感染し、犯人から身代金を要求されたことが分かった。"),
    ("ko","가상화폐 거래소 해킹으로 백억 원 피해","한 가상화폐 거래소는 월요일 해킹 공격으로 약 백억 원어치의 코인이 사라졌다고 밝혔다."),
    ("ko","병원 전산망 마비","랜섬웨어 공격으로 병원 전산망이 이틀째 마비되어 환자들이 큰 불편을 겪고 있다."),
    ("ar","قراصنة يسرقون ملايين من منصة تداول","أعلنت منصة لتداول العملات الرقمية أن قراصنة سرقوا منها نحو عشرة ملايين دولار بعد اختراق خوادمها يوم الأحد."),
    ("ar","هجوم إلكتروني يعطل مستشفى","تسبب هجوم ببرنامج فدية في تعطيل أنظمة المستشفى لمدة ثلاثة أيام وطالب المهاجمون بدفع مبلغ كبير."),
    ("fa","سرقت اطلاعات مشتریان یک بانک","این بانک اعلام کرد که مهاجمان ناشناس به اطلاعات شخصی هزاران مشتری دست یافته‌اند و پلیس در حال بررسی است."),
    ("fa","حمله سایبری به پمپ بنزین‌ها","در پی یک حمله سایبری، پمپ بنزین‌های چند شهر برای ساعت‌ها از کار افتادند و مردم در صف ماندند."),
    ("tr","Kripto borsasından milyonlarca dolar çalındı","Borsa, pazar gecesi sistemlerine giren kişilerin yaklaşık on milyon dolar değerinde kripto parayı çaldığını açıkladı."),
    ("tr","Hastaneye fidye yazılımı saldırısı","Fidye yazılımı nedeniyle hastanenin bilgisayarları üç gündür çalışmıyor ve saldırganlar yüklü bir para istiyor."),
    ("pl","Wyciek danych klientów sklepu","Sklep internetowy poinformował, że nieznani sprawcy wykradli dane osobowe około stu tysięcy jego klientów."),
    ("pl","Szpital zaatakowany przez hakerów","Hakerzy zaszyfrowali serwery szpitala i zażądali okupu, a planowe zabiegi trzeba było odwołać."),
    ("sv","Hackare stal kunduppgifter från butikskedja","Butikskedjan bekräftar att någon har kommit över namn och adresser till omkring fyrtio tusen kunder."),
    ("sv","Kommunens datorer låsta av utpressare","Sedan i lördags är kommunens datorer låsta av utpressare som kräver fem miljoner kronor för att släppa filerna."),
]

PAGE = """<!DOCTYPE html>
<html{attributes}>
<head>{head}<title>{title} | The Daily Ledger</title></head>
<body><nav><a href="/">Home</a> <a href="/subscribe">Subscribe</a></nav>
<article><h1>{title}</h1>{body}</article>
<footer>Copyright The Daily Ledger</footer></body></html>
"""


def page(article, attributes="", head="", before=""):
    """A page with an article among what pages have besides."""
    paragraphs = [part for part in article["text"].replace("\r", "").split("\n") if part]
    body = before + "".join(f"<p>{part}</p>" for part in paragraphs)
    return PAGE.format(attributes=attributes, head=head, title=article["title"], body=body)


def write(name, data):
    """One file of the inputs."""
    (OUT / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def lines(articles):
    """JSON Lines."""
    return "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)


def rows(articles, delimiter=",", names=("id", "title", "published", "text"), dates=str):
    """A table as Python's csv writes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(names)
    for article in articles:
        writer.writerow([article["id"], article["title"], dates(article["published"]), article["text"]])
    return out.getvalue()


def member(text):
    """One gzip member, the same on every run."""
    return gzip.compress(text.encode() if isinstance(text, str) else text, mtime=0)


def plain():
    first, second, third = ARTICLES
    write("plain.txt", first["text"])
    write("notes.md", f"# {third['title']}\n\n*By a reader*\n\n- one\n- two\n")
    write("windows.txt", second["text"].encode("cp1252"))
    write("wide.txt", "\ufeff".encode("utf-16-le") + third["text"].encode("utf-16-le"))
    write("marked.txt", b"\xef\xbb\xbf" + second["text"].encode())
    write("packed.txt.gz", member(first["text"]))
    write("packed-twice.txt.gz.zst", zstandard.compress(member(first["text"])))
    write("lie-gzip.txt", member(first["text"]))


def pages():
    first, second, third = ARTICLES
    tags = '<meta charset="utf-8"><meta property="article:published_time" content="2021-05-04T18:20:00+03:00">'
    write("tags.html", page(first, ' lang="en-GB"', tags))
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "The Daily Ledger", "datePublished": "1999-01-01"},
            {"@type": "NewsArticle", "headline": second["title"], "datePublished": "2019-11-30", "inLanguage": "en"},
        ],
    }
    write("graph.htm", page(second, "", f'<script type="application/ld+json">{json.dumps(graph)}</script>'))
    time = '<time datetime="2022-02-17T07:00Z">Thursday</time>'
    write("time.html.zst", zstandard.compress(page(third, before=time).encode()))
    write("lie-page.txt", page(first, ' lang="en"', '<meta name="dc.date" content="4 May 2021">'))
    write("windows.html", page(second, "", '<meta charset="iso-8859-1">').encode("cp1252", "xmlcharrefreplace"))
    japanese = {"title": "取引所から流出", "text": (LANGUAGES[18][2] + "\n") * 4}
    write("shift-jis.html", page(japanese, ' lang="ja"', '<meta charset="Shift_JIS">').encode("shift_jis"))


def json_kinds():
    write("articles.json", json.dumps(ARTICLES, ensure_ascii=False, indent=1))
    write("lines.jsonl", lines(ARTICLES))
    write("members.ndjson.gz", b"".join(member(lines([article])) for article in ARTICLES))
    frames = zstandard.ZstdCompressor(write_checksum=True)
    write("frames.jsonl.zst", b"".join(frames.compress(lines([article]).encode()) for article in ARTICLES))
    write("lie-lines.txt", lines(ARTICLES))
    named = [{"body": a["text"], "headline": a["title"], "date": a["published"], "guid": a["id"]} for a in ARTICLES]
    write("named.jsonl", lines(named))
    told = [
        {"id": f"{language}-{at}", "title": title, "text": f"{title}\n\n{text}"}
        for at, (language, title, text) in enumerate(LANGUAGES)
    ]
    write("languages.jsonl", lines(told))


def tables():
    write("rows.csv", rows(ARTICLES))
    write("rows.tsv", rows(ARTICLES, "\t"))
    write("rows.csv.gz", member(rows(ARTICLES)))
    long = lambda day: datetime.date.fromisoformat(day).strftime("%d %B %Y")
    write("semicolons.csv", rows(ARTICLES[:2], ";", ("guid", "headline", "date", "body"), long).encode("cp1252"))
    write("wide.csv", rows(ARTICLES, "\t").encode("utf-16"))
    write("story.csv", rows(ARTICLES, names=("key", "head", "day", "story")))
    write("lie-rows.txt", rows(ARTICLES))


def parquet():
    days = [datetime.date.fromisoformat(article["published"]) for article in ARTICLES]
    column = lambda name: [article[name] for article in ARTICLES]
    plain = {"id": column("id"), "url": [None] * 3, "title": column("title"), "published": days, "text": column("text")}
    table = pa.table(plain)
    packed = io.BytesIO()
    pq.write_table(table, packed, row_group_size=1)
    write("groups.parquet", packed.getvalue())
    write("groups.parquet.gz", member(packed.getvalue()))
    write("lie-parquet.dat", packed.getvalue())
    times = [datetime.datetime(day.year, day.month, day.day, 23, 59, tzinfo=datetime.timezone.utc) for day in days]
    odd = pa.table(
        {
            "body": pa.array(column("text"), pa.large_string()),
            "date": pa.array(times, pa.timestamp("us", "UTC")),
            "headline": pa.array(column("title")).dictionary_encode(),
            "doc_id": pa.array([11, 12, 13], pa.int64()),
        }
    )
    pq.write_table(odd, OUT / "times.parquet", compression="zstd")


def chunked(body):
    """A body as a server sends it in pieces."""
    pieces = [body[at : at + 200] for at in range(0, len(body), 200)] + [b""]
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces)


def crawl(packed):
    """A crawl dump as warcio writes it."""
    first, second, third = ARTICLES
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    count = iter(range(100))

    def record(kind, address, status="", headers=(), body=b""):
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if status else None
        fixed = {
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{next(count):012}>",
            "WARC-Date": "2023-06-01T12:00:00Z",
        }
        made = writer.create_warc_record(address, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=fixed)
        writer.write_record(made)

    html = ("Content-Type", "text/html; charset=utf-8")
    tags = '<meta property="article:published_time" content="2021-05-04">'
    record("metadata", "https://ledger.example/", body=b"crawler: none\r\n")
    record("request", "https://ledger.example/lumenport", "GET /lumenport HTTP/1.1", [("Host", "ledger.example")])
    record("response", "https://ledger.example/lumenport", "200 OK", [html], page(first, ' lang="en"', tags).encode())
    record("response", "https://ledger.example/logo.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG\r\n\x1a\n\0\0")
    record("response", "https://ledger.example/old", "301 Moved", [html, ("Location", "/new")], b"<p>Moved</p>")
    body = gzip.compress(page(second).encode(), mtime=0)
    sent = [html, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    record("response", "https://ledger.example/brulot", "200 OK", sent, chunked(body))
    western = ("Content-Type", "text/html;charset=ISO-8859-1")
    sent = [western, ("Content-Encoding", "deflate")]
    body = zlib.compress(page(second).encode("cp1252", "xmlcharrefreplace"))
    record("response", "https://ledger.example/brulot-2", "200 OK", sent, body)
    record("response", "https://ledger.example/st-orla", "200 OK", [html], page(third).encode())
    return out.getvalue()


def warc():
    write("crawl.warc", crawl(False))
    write("crawl.warc.gz", crawl(True))
    write("crawl.warc.zst", zstandard.compress(crawl(False)))
    write("lie-crawl.txt", crawl(True))


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for make in (plain, pages, json_kinds, tables, parquet, warc):
        make()
