import faiss


def handler(event, context):
    return faiss.version


def train():
    import torch

    return torch.version
