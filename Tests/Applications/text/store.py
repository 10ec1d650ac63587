"""The object store that models and results are kept in."""

import os
import sys

import boto3

# A model is read by the version of Python that pickled it.
BUCKET = "models-" + sys.implementation.cache_tag


def client():
    """A client of the store that the environment names."""
    return boto3.client("s3", endpoint_url=os.environ.get("STORE_ENDPOINT"), region_name="eu-central-1")


def upload(path, key):
    """Keep a file."""
    client().upload_file(str(path), BUCKET, key)


def download(key, path):
    """Bring a file."""
    client().download_file(BUCKET, key, str(path))
