"""Serves the object store on loopback, filled with what the applications look for there.

    .environments/store/bin/python store/serve.py PORT

Prints a line when it is ready, and serves until it is ended.
"""

import sys
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

APPLICATIONS = Path(__file__).parent.parent
OBJECTS = {
    "models": ["wine/inputs/wine.joblib", "text/inputs/text.joblib", "heart/inputs/heart.joblib"],
    "scans": ["ocr/inputs/scan.pdf"],
}
INSULIN = "ATGGCCCTGTGGATGCGCCTCCTGCCCCTGCTGGCGCTGCTGGCCCTCTGGGGACCTGACCCAGCCGCAGCC"


def main(port):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    store = boto3.client("s3", endpoint_url="http://127.0.0.1:%d" % port, region_name="eu-central-1")
    for bucket in [*OBJECTS, "sequences"]:
        store.create_bucket(
            Bucket=bucket, ACL="public-read", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
    for bucket, files in OBJECTS.items():
        for file in files:
            if (APPLICATIONS / file).exists():
                store.upload_file(str(APPLICATIONS / file), bucket, Path(file).name)
    fasta = ">insulin, the first bases\n%s\n" % INSULIN
    store.put_object(Bucket="sequences", Key="insulin.fasta", Body=fasta.encode(), ACL="public-read")
    print("ready", flush=True)
    server._thread.join()


main(int(sys.argv[1]))
