from importlib import metadata

print(metadata.EntryPoint("orders", "app:main", "console_scripts").load()())
