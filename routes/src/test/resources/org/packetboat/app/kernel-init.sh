#!/bin/sh
# The first process of a user-mode kernel that shares the machine's files: PPP in the kernel, a serial port, and then what
# the test wants run. Ends with the file "stop".
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mountpoint -q /dev || mount -t devtmpfs dev /dev
mount -t tmpfs tmp /run
mkdir -p /run/lock
mount -t tmpfs secrets /etc/ppp # a folder of this kernel's own: the machine's stays as it is
ip link set lo up
modules=$(dirname "$(find /usr/lib/uml/modules -name ppp_generic.ko | head -1)")/../../..
for module in lib/crc-ccitt drivers/net/slip/slhc drivers/net/ppp/ppp_generic drivers/net/ppp/ppp_async; do
  insmod "$modules/$module.ko"
done
touch /etc/ppp/options
cd @FOLDER@ || exit
@WORK@
while [ ! -e stop ]; do sleep 0.2; done
echo "the kernel stops"
halt -f -p
