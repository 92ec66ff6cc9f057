# trafilatura under measurement: lines {"url","html"} (html in base64) in, lines as child.ts writes them out.
import base64
import json
import resource
import sys
import time

import trafilatura
from trafilatura import bare_extraction

print(json.dumps({"ready": trafilatura.__version__}), flush=True)
for line in sys.stdin:
    page = json.loads(line)
    html = base64.b64decode(page["html"])
    began = time.process_time()
    fault = None
    body = comments = ""
    try:
        read = bare_extraction(html, url=page["url"], include_comments=True, with_metadata=True)
        read = read if isinstance(read, dict) or read is None else read.as_dict()
        if read:
            body, comments = read.get("text") or "", read.get("comments") or ""
    except Exception as error:  # a page that breaks the tool is a page without an answer
        fault = str(error)
    cpu = (time.process_time() - began) * 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"returned": {"body": body, "comments": comments}, "fault": fault, "cpuMs": cpu, "peakKb": peak}), flush=True)
