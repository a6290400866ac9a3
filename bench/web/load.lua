-- Takes turns through the requests of the file named first; {n} in a body is a number that grows, {second} a place in it.
local requests, sent = {}, 0

function init(args)
  requests = dofile(args[1])
end

function request()
  sent = sent + 1
  local asked = requests[(sent - 1) % #requests + 1]
  local body = asked.body
  if body then
    local round = math.floor((sent - 1) / #requests)
    body = body:gsub("{n}", tostring(round + asked.first)):gsub("{second}", tostring(round * 10 % 580))
      :gsub("{end}", tostring(round * 10 % 580 + 10))
  end
  return wrk.format(asked.method, asked.path, asked.headers, body)
end

function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "failed": %d, "seconds": %f, "p50": %f, "p95": %f}\n',
    summary.requests, failed, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3
  ))
end
