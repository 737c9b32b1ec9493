package org.packetboat.schedules.file.link;

import java.util.List;

/** Every kind of link there is. */
public final class LinkKinds {
    public static final List<LinkKind> ALL = List.of(IpLink.KIND, ModemLink.KIND, ModemPoolLink.KIND, CableLink.KIND,
            UucpTcpLink.KIND, DialUpLink.KIND, CommandLink.KIND,
            FolderLink.KIND);

    private LinkKinds() {
    }
}
