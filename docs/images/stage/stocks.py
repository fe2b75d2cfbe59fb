# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented stocks as EODHD serves them, on 127.0.0.1: prints its address and answers until its
standard input closes. The same every time, up to the last weekday."""
import datetime
import http.server
import json
import random
import sys
import threading
import urllib.parse

STOCKS = {  # first close, how it drifts a day, how lively it is
    "BHP.AU": (41.2, 0.0004, 0.013), "CBA.AU": (118.5, 0.0007, 0.011), "VAS.AU": (94.1, 0.0003, 0.008),
    "WOW.AU": (33.4, -0.0002, 0.010), "AAPL.US": (189.7, 0.0008, 0.016), "MSFT.US": (402.2, 0.0006, 0.014),
    "EURUSD.FOREX": (1.0842, 0.0, 0.004),
}
SPLITS = {"AAPL.US": [(120, "4.000000/1.000000")]}  # days ago
DIVIDENDS = {"BHP.AU": [(80, 0.79), (260, 0.72)], "CBA.AU": [(100, 2.4)], "AAPL.US": [(60, 0.26)]}
DAYS = 520


def weekdays(today):
    return [d for d in (today - datetime.timedelta(days=n) for n in range(DAYS, 0, -1)) if d.weekday() < 5]


def bars(symbol, today):
    close, drift, lively = STOCKS[symbol]
    dice = random.Random(symbol)
    split = {today - datetime.timedelta(days=n): float(r.split("/")[0]) for n, r in SPLITS.get(symbol, [])}
    paid = {today - datetime.timedelta(days=n): v for n, v in DIVIDENDS.get(symbol, [])}
    pending, rows = 1.0, []
    for day in weekdays(today):
        for when in [d for d in split if d <= day]:
            close /= split.pop(when)
        for when in [d for d in paid if d <= day]:
            close -= paid.pop(when)
        first = close
        close = max(0.01, close * (1 + dice.gauss(drift, lively)))
        reach = abs(dice.gauss(0, lively / 2)) * close
        digits = 4 if symbol.endswith("FOREX") else 2
        rows.append({"date": day.isoformat(), "open": round(first, digits),
                     "high": round(max(first, close) + reach, digits),
                     "low": round(min(first, close) - reach, digits),
                     "close": round(close, digits), "adjusted_close": round(close * pending, digits),
                     "volume": 0 if digits == 4 else int(dice.uniform(3, 9) * 1e6)})
    # Whatever came before a split or dividend is adjusted, so the program asks for these.
    for row in rows:
        later = [n for n, _ in SPLITS.get(symbol, []) + DIVIDENDS.get(symbol, [])
                 if (today - datetime.timedelta(days=n)).isoformat() > row["date"]]
        row["adjusted_close"] = round(row["close"] * 0.99 ** len(later), 4)
    return rows


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(asked.query)
        kind, _, name = urllib.parse.unquote(asked.path.strip("/")).rpartition("/")
        today = datetime.datetime.now(datetime.timezone.utc).date()
        day = lambda n: (today - datetime.timedelta(days=n)).isoformat()
        body = None
        if name == "user":
            body = {"name": "Demo", "apiRequests": 14, "apiRequestsDate": today.isoformat(), "dailyRateLimit": 100000}
        elif name in STOCKS and kind.endswith("eod"):
            first = query.get("from", [""])[0]
            body = [row for row in bars(name, today) if row["date"] >= first]
        elif name in STOCKS and kind.endswith("splits"):
            body = [{"date": day(n), "split": r} for n, r in SPLITS.get(name, [])]
        elif name in STOCKS and kind.endswith("div"):
            body = [{"date": day(n), "value": v, "currency": "AUD" if name.endswith("AU") else "USD",
                     "period": None} for n, v in DIVIDENDS.get(name, [])]
        text = json.dumps(body).encode() if body is not None else b"Ticker Not Found"
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
