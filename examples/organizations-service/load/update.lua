-- A valid request to `updateOrganization`, for wrk: see docs/service.md.
wrk.method = "PUT"
wrk.path = "/organizations/3c90c3cc-0d44-4b50-8888-8dd25736052a"
wrk.headers["Requester-Organization-ID"] = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
wrk.headers["Target-Organization-ID"] = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
wrk.headers["Authorization"] = "Bearer token"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[{"name":"Ada's Analytical Engines","email":"ada@example.com","established_date":"2023-12-25",
"size_id":"3c90c3cc-0d44-4b50-8888-8dd25736052a","role_id":"3c90c3cc-0d44-4b50-8888-8dd25736052b",
"naics_code_id":"3c90c3cc-0d44-4b50-8888-8dd25736052c","address":"1 Rue de la Paix","city":"Geneva","state":"GE",
"postal_code":"1201","country_code":"CH","website":"https://example.com/ada",
"company_registration_number":"CHE-123.456.789","tax_id":"CHE-123.456.789 MWST","corporation_type_id":"0123456789",
"phone":"+15551234567"}]]

-- Every answer that is not 200 is told at the end.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  others = 0
end

function response(status)
  if status ~= 200 then
    others = others + 1
  end
end

function done()
  local all = 0
  for _, thread in ipairs(threads) do
    all = all + thread:get("others")
  end
  io.write(string.format("answers other than 200: %d\n", all))
end
