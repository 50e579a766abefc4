#!/usr/bin/env bash
# Tries the README's commands on a machine that has nothing but Python and git: a Debian in a folder, by debootstrap.
#
#   packaging/try_readme.sh BASE clone          the first command, in a clone of what is committed here
#   packaging/try_readme.sh BASE wheel WHEEL    the same from a wheel, in an empty folder without a clone
#   packaging/try_readme.sh BASE tests          the second command, which passes the tests, in a clone
#   packaging/try_readme.sh BASE life WHEEL     no command of the README, but the life that check_wheel.py takes
#
# BASE is made where it is not there, of the Debian that SUITE names (bookworm), and stays as it is: each try has a copy,
# which is taken away afterwards. It is lent what pip needs of this machine to reach its index: pip's settings, and files
# or folders named in LEND, such as LEND=/srv/wheels:/srv/mirror. As root, with debootstrap.
set -euo pipefail

base=$(realpath -m "$1") what=$2
top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
if [ ! -d "$base" ]; then
  debootstrap --variant=minbase --include=git,python3,python3-venv "${SUITE:-bookworm}" "$base" > /dev/null
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp -a "$base/." "$root"

# The text of the README: the first block of commands, and the one that is marked as the tests.
block() { awk -v begins="$1" '$0 == begins {inside = 1; next} /^```$/ && inside {exit} inside' "$top/README.md"; }

home=/home/officer
mkdir -p "$root$home"
case $what in
  clone)
    git clone --quiet --no-hardlinks "$top" "$root$home/meeting-day"
    command=$(block '```sh') folder=$home/meeting-day made=outputs/trafford-2015-16/calendar.xlsx ;;
  wheel)
    cp "$3" "$root$home/"
    command=$(block '```sh') folder=$home made=outputs/trafford-2015-16/calendar.xlsx
    command=${command/"--quiet ."/"--quiet $(basename "$3")"}
    command=${command/".venv/bin/meeting-day plan inputs/trafford-2015-16"/".venv/bin/meeting-day new trafford-2015-16.xlsx --example trafford-2015-16 && .venv/bin/meeting-day plan trafford-2015-16.xlsx"} ;;
  tests)
    git clone --quiet --no-hardlinks "$top" "$root/root/meeting-day"
    command=$(block '```sh test') folder=/root/meeting-day made=.venv/bin/meeting-day ;;
  life)
    cp -R "$top/packaging" "$3" "$root$home/"
    command="python3 packaging/check_wheel.py --wheel $(basename "$3") /usr/bin/python3" folder=$home made=packaging ;;
  *) echo "What is to be tried: clone, wheel, tests or life?" >&2; exit 2 ;;
esac
[ -n "$command" ] || { echo "README.md has no such command." >&2; exit 1; }

# Whoever has just this Debian: root for the tests, an officer without rights for the rest.
run() {
  IFS=: read -ra lent <<< "/etc/resolv.conf:/etc/pip.conf:/etc/ssl/certs/ca-certificates.crt:${LEND:-}"
  for one in "${lent[@]}"; do
    [ -e "$one" ] || continue
    if [ -d "$one" ]; then mkdir -p "$root$one"; else mkdir -p "$root$(dirname "$one")"; touch "$root$one"; fi
    mount --bind "$one" "$root$one"
  done
  mount -t proc proc "$root/proc"
  mkdir -p "$root/dev/shm" "$root/dev/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
  if [ "$what" = tests ]; then user=0 home=/root; else user=1000; chown -R 1000:1000 "$root$home"; fi
  mapfile -t pip < <(env | grep '^PIP_')
  exec chroot "$root" setpriv --reuid="$user" --regid="$user" --clear-groups \
    env -i "${pip[@]}" HOME="$home" LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin \
    bash -euo pipefail -c "cd $folder; $command"
}
export -f run
export root what home folder command
echo "$ $command"
began=$SECONDS
unshare --mount bash -euo pipefail -c run
[ -e "$root$folder/$made" ] || { echo "There is no $made." >&2; exit 1; }
echo "It took $((SECONDS - began)) seconds, and $made is there."
