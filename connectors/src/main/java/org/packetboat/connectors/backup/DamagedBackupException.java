package org.packetboat.connectors.backup;

import java.io.IOException;

/** Something in a backup folder is not what was written there. */
public final class DamagedBackupException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedBackupException(String what) {
        super(what);
    }
}
