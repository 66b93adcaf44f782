#!/bin/sh
# What the contract costs under load: the service with it and without it in turn, on kept-alive connections. Wants wrk and Linux.
#
#   sh examples/organizations-service/load/measure.sh [SECONDS]
#
# A line for each run: requests a second, processor time a request, and the memory of the service before and after.
set -eu
cd "$(dirname "$0")/../../.."
seconds=${1:-10}
cargo build --quiet --release -p organizations-service
service=${CARGO_TARGET_DIR:-target}/release/organizations-service
url=http://127.0.0.1:8089
load="wrk -t1 -c50 -s examples/organizations-service/load/update.lua"

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
memory() { awk '/VmRSS/ { print $2 }' "/proc/$1/status"; }

run() {
    name=$1
    shift
    "$service" --listen 127.0.0.1:8089 "$@" >/dev/null 2>&1 &
    process=$!
    sleep 1
    $load -d2s $url >/dev/null
    before=$(ticks $process)
    memory_before=$(memory $process)
    result=$($load -d"${seconds}s" $url)
    after=$(ticks $process)
    memory_after=$(memory $process)
    kill -INT $process
    wait $process || true
    requests=$(echo "$result" | awk '/requests in/ { print $1 }')
    rate=$(echo "$result" | awk '/Requests\/sec/ { print int($2) }')
    latency=$(echo "$result" | awk '$1 == "Latency" { print $2 }')
    others=$(echo "$result" | awk -F': ' '/other than 200/ { print $2 }')
    time=$(((after - before) * 1000000 / $(getconf CLK_TCK) / requests))
    echo "$name: $rate requests/s, $time us of processor time each, latency $latency, $requests requests ($others not 200), $memory_before -> $memory_after KiB"
}

for round in 1 2 3; do
    run bare --bare
    run contract
done
