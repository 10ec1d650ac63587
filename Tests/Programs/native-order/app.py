import torch
import faiss


def handler(event, context):
    return faiss.version


def train():
    return torch.version
