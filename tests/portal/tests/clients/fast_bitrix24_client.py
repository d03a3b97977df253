"""fast_bitrix24 against the emulator. Facts of the portal come as JSON in PORTAL."""

import json
import os

from fast_bitrix24 import Bitrix
from fast_bitrix24.server_response import ErrorInServerResponseException

facts = json.loads(os.environ["PORTAL"])
deals = facts["deals"]
# Its own pace would be that of a real portal: hours for what is asked for here.
pace = {"requests_per_second": 1e6, "request_pool_size": 1_000_000}
client = Bitrix(f"{facts['https']}/rest/{facts['webhook']}/", verbose=False, **pace)


def same(what, got, wanted):
    assert got == wanted, f"{what}: {got!r} in place of {wanted!r}"


rows = client.get_all("crm.deal.list", {"select": ["ID", "TITLE"]})
same("all deals", sorted(int(row["ID"]) for row in rows), list(range(1, deals + 1)))

some = client.get_all("crm.deal.list", {"filter": {">ID": deals - 120}, "select": ["ID"]})
same("filtered deals", len(some), 120)

by_id = client.get_by_ID("crm.deal.get", list(range(1, 131)))
same("deals by id", {int(key): value["TITLE"] for key, value in by_id.items()}, {n: f"Deal {n}" for n in range(1, 131)})

added = client.call("crm.lead.add", [{"fields": {"TITLE": f"Lead {n} & more + ü"}} for n in range(120)])
same("added leads", sorted(added), list(range(1, 121)))
titles = [lead["TITLE"] for lead in client.get_all("crm.lead.list", {"select": ["TITLE"]})]
same("titles of leads", sorted(titles), sorted(f"Lead {n} & more + ü" for n in range(120)))

items = client.get_all("crm.item.list", {"entityTypeId": 1})
same("leads as items", len(items), 120)

batch = client.call_batch({"halt": 0, "cmd": {"one": "crm.deal.get?ID=1", "two": "crm.deal.get?ID=$result[one][ID]"}})
same("a batch with a reference", (batch["one"]["ID"], batch["two"]["ID"]), ("1", "1"))

try:
    client.call("crm.deal.get", {"ID": deals + 1})
    raise AssertionError("a deal that is not there was found")
except ErrorInServerResponseException as error:
    assert "Not found" in str(error), error
except RuntimeError as error:
    assert "Not found" in str(error), error

print("fast_bitrix24: done")
