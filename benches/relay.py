"""Latency on loopback, for the benches beside this file."""
import asyncio
import base64
import re
import threading


def retold(text, source, target):
    """The tokens of a text, with another host in their claims: a client compares the audience
    of a token with its Graph. What went out is the same when it comes back."""
    def told(found):
        header, claims, signature = found.groups()
        plain = base64.urlsafe_b64decode(claims + b"=" * (-len(claims) % 4))
        changed = base64.urlsafe_b64encode(plain.replace(source, target)).rstrip(b"=")
        return b".".join([header, changed, signature])

    return re.sub(rb"\b(eyJ[\w-]+)\.([\w-]+)\.([\w-]*)", told, text)


class Relay:
    """Passes bytes on, each after half of the latency: at 127.0.0.1 what is
    served at 127.0.0.2, since the tenant answers to its own port alone."""

    def __init__(self, port, latency):
        self.port, self.half = port, latency / 2000
        self.ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.run()), daemon=True).start()
        self.ready.wait()

    async def run(self):
        server = await asyncio.start_server(self.accept, "127.0.0.1", self.port)
        self.ready.set()
        await server.serve_forever()

    async def accept(self, reader, writer):
        # The handshake of TCP takes a round trip as well.
        await asyncio.sleep(2 * self.half)
        behind_reader, behind_writer = await asyncio.open_connection("127.0.0.2", self.port)
        await asyncio.gather(self.pass_on(reader, behind_writer), self.pass_on(behind_reader, writer))

    async def pass_on(self, reader, writer):
        loop = asyncio.get_running_loop()
        while True:
            try:
                part = await reader.read(65536)
            except ConnectionError:
                part = b""
            if not part:
                loop.call_later(self.half, writer.close)
                return
            loop.call_later(self.half, writer.write, part)
