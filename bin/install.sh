# Installs programs that tests and benchmarks talk to; sourced by ./verify and bench/*.

# The package's own service does not start, now or at boot: ours start what they need, on ports and folders of their own.
install_without_service() ( # PACKAGE: from the system's packages, as root
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" >/dev/null || exit
  if [ -d /run/systemd/system ] && systemctl cat "$1" >/dev/null 2>&1; then systemctl disable -q "$1" || true; fi
)
