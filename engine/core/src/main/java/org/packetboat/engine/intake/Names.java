package org.packetboat.engine.intake;

import java.util.List;
import org.packetboat.engine.mail.Address;

/** Expands names before mail is sent, as 3+Mail did: a group becomes its members. */
public interface Names {
    /** No names are known: every address stands for itself. */
    Names NONE = List::of;

    /** Whom mail for this address goes to: in order, none twice. An address that is no alias stands for itself. */
    List<Address> expand(Address address);
}
