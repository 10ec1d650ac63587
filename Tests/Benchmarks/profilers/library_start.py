"""A cold start that needs the standard library alone, for an interpreter without any package."""

import asyncio
import email.message
import http.client
import json
import logging.config
import unittest.mock
import xml.dom.minidom

document = xml.dom.minidom.parseString("<orders><order number='1'/></orders>")
print(json.dumps([node.getAttribute("number") for node in document.getElementsByTagName("order")]))
