"""Collect: addresses asked again and again, politely; every answer kept raw with its digest and time, so that it can be read.

One agent that says who asks, robots.txt, a pause for every host, conditional questions (ETag, Last-Modified), longer waits after
failures, and as long as a host asks for. What was fetched lies in the case's folder `raw`, what was asked and answered in
`collect.db`, one line a question: a killed collector goes on where it was.
"""
