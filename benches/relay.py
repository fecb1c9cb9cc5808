"""Latency on loopback, for the benches beside this file."""
import asyncio
import threading


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
