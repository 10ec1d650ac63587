"""Serves the object store on loopback, filled with what the applications look for there.

    .environments/store/bin/python store/serve.py PORT

Prints a line when it is ready, and serves until its standard input ends: whoever started it takes it along when it dies.
"""

import socket
import sys
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

APPLICATIONS = Path(__file__).parent.parent
# What every version of Python has made for itself: NAME goes to the bucket KIND-VERSION.
OBJECTS = {"wine.joblib": "models", "text.joblib": "models", "heart.joblib": "models", "scan.pdf": "scans"}
INSULIN = "ATGGCCCTGTGGATGCGCCTCCTGCCCCTGCTGGCGCTGCTGGCCCTCTGGGGACCTGACCCAGCCGCAGCC"


def main(port):
    # The server's own thread would keep to itself that somebody else listens there.
    socket.create_server(("127.0.0.1", port)).close()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    store = boto3.client("s3", endpoint_url="http://127.0.0.1:%d" % port, region_name="eu-central-1")
    files = sorted(file for file in APPLICATIONS.glob("*/inputs/cpython-*/*") if file.name in OBJECTS)
    objects = [(file, "%s-%s" % (OBJECTS[file.name], file.parent.name)) for file in files if not file.parent.suffix]
    for bucket in sorted({bucket for _, bucket in objects} | {"sequences"}):
        store.create_bucket(
            Bucket=bucket, ACL="public-read", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
    for file, bucket in objects:
        store.upload_file(str(file), bucket, file.name)
    fasta = ">insulin, the first bases\n%s\n" % INSULIN
    store.put_object(Bucket="sequences", Key="insulin.fasta", Body=fasta.encode(), ACL="public-read")
    print("ready", flush=True)
    sys.stdin.read()


main(int(sys.argv[1]))
