"""The lines between machines that are network namespaces: a TUN device in each, and between them what a bad network does to IP packets.

  line.py SEED NAME=ADDRESS...        the first one is where the harness is: what it sends and gets passes untouched

Standard input takes one JSON object a line, {"loss": 0-1, "twice": 0-1, "mostDelayMs": n, "cut": [ADDRESS...]}, and is answered by the counts so far.
It ends when standard input ends; its devices end with it.
"""

import fcntl
import heapq
import json
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADER = 0x0001 | 0x1000
MOST_BYTES = 65536
MOST_WAITING = 10000


def tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN_WITHOUT_HEADER))
    return device


def main():
    dice = random.Random(int(sys.argv[1]))
    machines = [argument.split("=") for argument in sys.argv[2:]]
    devices = {bytes(map(int, address.split("."))): tun(name) for name, address in machines}
    harness = bytes(map(int, machines[0][1].split(".")))
    weather = {"loss": 0, "twice": 0, "mostDelayMs": 0, "cut": set()}
    count = {"seen": 0, "lost": 0, "twice": 0}
    waiting = []
    print("ready", flush=True)

    def deliver(packet):
        try:
            os.write(devices[packet[16:20]], packet)
        except OSError:
            pass  # the machine is not up

    def carry(packet):
        source, target = packet[12:16], packet[16:20]
        if packet[0] >> 4 != 4 or target not in devices:
            return
        if harness in (source, target):
            return deliver(packet)
        count["seen"] += 1
        if weather["cut"] & {source, target} or dice.random() < weather["loss"] or len(waiting) >= MOST_WAITING:
            count["lost"] += 1
            return
        copies = 2 if dice.random() < weather["twice"] else 1
        count["twice"] += copies - 1
        for _ in range(copies):
            late = dice.random() * weather["mostDelayMs"] / 1000
            heapq.heappush(waiting, (time.monotonic() + late, dice.random(), packet))

    commands = b""
    while True:
        pause = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for readable in select.select([0, *devices.values()], [], [], pause)[0]:
            if readable != 0:
                try:
                    carry(os.read(readable, MOST_BYTES))
                except OSError:
                    pass  # nothing there after all, or the machine is not up yet
                continue
            more = os.read(0, MOST_BYTES)
            if not more:
                return
            *lines, commands = (commands + more).split(b"\n")
            for line in lines:
                weather.update(json.loads(line))
                weather["cut"] = {bytes(map(int, address.split("."))) for address in weather["cut"]}
                print(json.dumps(count), flush=True)
        while waiting and waiting[0][0] <= time.monotonic():
            deliver(heapq.heappop(waiting)[2])


main()
