"""b24pysdk against the emulator. Facts of the portal come as JSON in PORTAL."""

import json
import os
from urllib.parse import urlsplit

import urllib3.util.connection as connection
from b24pysdk import BitrixApp, BitrixToken, BitrixWebhook, Client
from b24pysdk.errors import BitrixAPIError

facts = json.loads(os.environ["PORTAL"])
domain = urlsplit(facts["https"]).netloc
deals = facts["deals"]

# The authorization server's name is built into the client: what a hosts file would do, and for its port too.
connect = connection.create_connection
here = (urlsplit(facts["https"]).hostname, urlsplit(facts["https"]).port)
connection.create_connection = lambda address, *args, **kwargs: connect(
    here if address[0].startswith("oauth.") else address, *args, **kwargs
)


def same(what, got, wanted):
    assert got == wanted, f"{what}: {got!r} in place of {wanted!r}"


hook = BitrixWebhook(domain=domain, webhook_token=facts["webhook"])
client = Client(hook)

same("the profile", client.profile().response.result["ID"], "1")
same("a deal", client.crm.deal.get(bitrix_id=7).response.result["TITLE"], "Deal 7")
same("a new deal", client.crm.deal.add({"TITLE": "New ü & +"}).response.result, deals + 1)
same("its title", client.crm.deal.get(bitrix_id=deals + 1).response.result["TITLE"], "New ü & +")
same("its end", client.crm.deal.delete(bitrix_id=deals + 1).response.result, True)

rows = client.crm.deal.list(select=["ID"]).as_list_fast().result
same("all deals", [int(row["ID"]) for row in rows], list(range(1, deals + 1)))
rows = client.crm.deal.list(select=["ID"], filter={"<=ID": 1234}).as_list().result
same("pages of deals", sorted(int(row["ID"]) for row in rows), list(range(1, 1235)))

requests = {f"deal{n}": client.crm.deal.get(bitrix_id=n) for n in range(1, 121)}
batch = client.call_batches(requests, halt=True).result.result
same("a batch of more than 50", {key: row["ID"] for key, row in batch.items()}, {f"deal{n}": str(n) for n in range(1, 121)})

try:
    client.crm.deal.get(bitrix_id=deals + 9).response
    raise AssertionError("a deal that is not there was found")
except BitrixAPIError as error:
    assert "Not found" in str(error), error

oauth = facts["oauth"]
app = BitrixApp(client_id=oauth["client_id"], client_secret=oauth["client_secret"])
token = BitrixToken(
    domain=domain, auth_token=oauth["expired_token"], refresh_token=oauth["refresh_token"], bitrix_app=app
)
client = Client(token)
handler = "https://app.example/handler"
same("binding, after a refresh", client.event.bind(event="ONCRMDEALADD", handler=handler).response.result, True)
assert token.auth_token != oauth["expired_token"]
same("handlers", [row["handler"] for row in client.event.get().response.result], [handler])
same("placements", "CRM_DEAL_DETAIL_TAB" in client.placement.list().response.result, True)
bound = client.placement.bind(placement="CRM_DEAL_DETAIL_TAB", handler=handler)
same("a widget", bound.response.result, True)
same("widgets", len(client.placement.get().response.result), 1)
same("unbinding", client.event.unbind(event="ONCRMDEALADD", handler=handler).response.result["count"], 1)

print("b24pysdk: done")
