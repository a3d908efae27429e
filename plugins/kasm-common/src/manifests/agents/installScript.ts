/** Folder of the values that the script reads, one file each. */
export const AGENT_SETTINGS = '/etc/kasm-agent';

const BEGIN = `#!/bin/bash
# Installs Kasm's agent. May be run again by hand after a failure. Every value comes from a file, so
# that none of them is ever part of a command.
set -euo pipefail
if [ -e /etc/kasm-agent/installed ]; then
  exit 0
fi
manager="$(cat /etc/kasm-agent/manager)"
token="$(cat /etc/kasm-agent/manager-token)"
url="$(cat /etc/kasm-agent/installer-url)"
checksum="$(cat /etc/kasm-agent/installer-sha256)"
address="$(cat /etc/kasm-agent/address)"
if [ -z "$address" ]; then
  device="$(ip -4 route show default | awk '{ print $5; exit }')"
  address="$(ip -4 -o address show dev "$device" scope global | awk '{ split($4, part, "/"); print part[1]; exit }')"
fi
if [ -z "$address" ]; then
  echo 'This machine has no IPv4 address: the agent was not installed.' >&2
  exit 1
fi
folder="$(mktemp --directory /var/tmp/kasm-agent.XXXXXX)"
cd "$folder"
curl --fail --silent --show-error --location --proto '=https' --retry 20 --retry-delay 15 --retry-all-errors --output installer.tar.gz "$url"
if [ -n "$checksum" ]; then
  if ! echo "$checksum  installer.tar.gz" | sha256sum --check --status; then
    echo 'The checksum of the installer is not the configured one: nothing of it was run.' >&2
    exit 1
  fi
fi
tar --extract --gzip --file installer.tar.gz
`;

const STATIC = `bash kasm_release/install.sh -e -S agent -p "$address" -m "$manager" -M "$token"
`;

const AUTOSCALED = `server="$(cat /etc/kasm-agent/server-id)"
provider="$(cat /etc/kasm-agent/provider)"
bash kasm_release/install.sh -e -S agent -p "$address" -m "$manager" -i "$server" -r "$provider" -M "$token"
`;

const END = `rm -f /etc/kasm-agent/manager-token
touch /etc/kasm-agent/installed
cd /
rm -rf "$folder"
`;

/** The installing script of an agent VM of ours, or of one that Kasm makes itself. Both are constants. */
export const INSTALL_SCRIPT = {
  static: `${BEGIN}${STATIC}${END}`,
  autoscaled: `${BEGIN}${AUTOSCALED}${END}`,
} as const;
