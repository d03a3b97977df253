// @bitrix24/b24jssdk against the emulator. Facts of the portal come as JSON in PORTAL.
import assert from 'node:assert/strict'
import { B24Hook, ParamsFactory } from '@bitrix24/b24jssdk'

const facts = JSON.parse(process.env.PORTAL)
const b24 = B24Hook.fromWebhookUrl(`${facts.https}/rest/${facts.webhook}/`)
// Its own pace would be that of a real portal: hours for what is asked for here.
const quick = { burstLimit: 1e6, drainRate: 1e6, adaptiveEnabled: false }
await b24.setRestrictionManagerParams({ ...ParamsFactory.getDefault(), rateLimit: quick })

const data = async (promise) => {
  const answer = await promise
  assert.ok(answer.isSuccess, answer.getErrorMessages().join('; '))
  return answer.getData()
}

const { call, batch, callList } = b24.actions.v2

const deal = await data(call.make({ method: 'crm.item.get', params: { entityTypeId: 2, id: 7 } }))
assert.equal(deal.result.item.title, 'Deal 7')

const added = await data(call.make({ method: 'crm.lead.add', params: { fields: { TITLE: 'ü & + %' } } }))
const lead = await data(call.make({ method: 'crm.lead.get', params: { id: added.result } }))
assert.equal(lead.result.TITLE, 'ü & + %')

const calls = Array.from({ length: 50 }, (_, n) => ['crm.item.get', { entityTypeId: 2, id: n + 1 }])
const several = await data(batch.make({ calls, options: { isHaltOnError: true } }))
assert.deepEqual(several.map((row) => row.item.id), Array.from({ length: 50 }, (_, n) => n + 1))

const chunks = Array.from({ length: 130 }, (_, n) => ['crm.item.get', { entityTypeId: 2, id: n + 1 }])
const many = await data(b24.actions.v2.batchByChunk.make({ calls: chunks, options: { isHaltOnError: true } }))
assert.equal(many.length, 130)

const wrong = await batch.make({ calls: { good: ['crm.item.get', { entityTypeId: 2, id: 1 }], bad: ['crm.item.get', { entityTypeId: 2, id: 1e9 }] }, options: { isHaltOnError: false } })
assert.ok(!wrong.isSuccess)
assert.match(wrong.getErrorMessages().join(), /Element not found/)

const rows = await data(callList.make({
  method: 'crm.item.list', params: { entityTypeId: 2, select: ['id'], filter: { '<=id': 10_000 } },
  idKey: 'id', customKeyForResult: 'items'
}))
assert.deepEqual(rows.map((row) => row.id), Array.from({ length: 10_000 }, (_, n) => n + 1))

let seen = 0
const pages = b24.actions.v2.fetchList.make({
  method: 'crm.item.list', params: { entityTypeId: 2, select: ['id'] }, idKey: 'id', customKeyForResult: 'items'
})
for await (const page of pages) seen += page.length
assert.equal(seen, facts.deals)

await assert.rejects(
  async () => data(call.make({ method: 'no.such.method', params: {} })),
  /Method not found|ERROR_METHOD_NOT_FOUND/
)

const v3 = b24.actions.v3
const task = await data(v3.call.make({ method: 'tasks.task.add', params: { fields: { title: 'x', creatorId: 1, responsibleId: 1 } } }))
const both = await data(v3.batch.make({ calls: [
  ['tasks.task.get', { id: task.result.item.id, select: ['id', 'title'] }],
  ['tasks.task.update', { id: task.result.item.id, fields: { title: 'y' } }]
], options: { isHaltOnError: true } }))
assert.equal(both[0].item.title, 'x')

console.log('b24jssdk: done')
process.exit(0)
