package org.packetboat.connectors.batch;

import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Coders;

/**
 * Codecs that are made when somebody first asks for one: a server that calls nobody over UUCP starts without loading
 * their native libraries. Who asks while they are made waits.
 */
public final class CodersOnDemand implements Coders {
    private final Supplier<Coders> making;
    private Optional<Coders> made = Optional.empty();

    /** @param making makes them; called once */
    public CodersOnDemand(Supplier<Coders> making) {
        this.making = making;
    }

    private synchronized Coders coders() {
        if (made.isEmpty()) made = Optional.of(making.get());
        return made.get();
    }

    @Override
    public Optional<Coder> of(Codec codec) {
        return coders().of(codec);
    }
}
