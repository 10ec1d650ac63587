import worker
