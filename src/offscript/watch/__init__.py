"""Watch: ask the feeds that are due, analyse what is new, and say each thing worth saying once.

What is told is decided once, when an alert is first seen, and written down with the decision before anything is sent: a killed
watch neither forgets an alert nor sends one anew. The file and the feed of alerts hold each exactly once; letters and webhooks
carry an id that stays the same, since a process that dies while sending cannot know whether it was heard.
"""
