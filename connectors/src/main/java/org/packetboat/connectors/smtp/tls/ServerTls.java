package org.packetboat.connectors.smtp.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS towards those who call us. A renewed certificate counts from the next connection on; while its files can't be
 * used, the one before it stays in use, and the log says so once.
 */
public final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final Renewed<SslContext> context;
    private final AtomicReference<String> told = new AtomicReference<>("");

    /** @throws IllegalArgumentException if certificate or key can't be used */
    public ServerTls(TlsFiles files) {
        context = new Renewed<>(files.all(), () -> make(files));
        try {
            context.get();
        } catch (IOException e) {
            throw new IllegalArgumentException("smtp tls: " + e.getMessage(), e);
        }
    }

    /** For the next connection. */
    public SslContext context() {
        try {
            SslContext now = context.get();
            told.set("");
            return now;
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(told.getAndSet(why))) LOG.warn("event=tls-files-unusable reason=\"{}\"", why);
            return context.last().orElseThrow();
        }
    }

    private static SslContext make(TlsFiles files) throws IOException {
        TlsFiles.Identity identity = files.read();
        return SslContextBuilder.forServer(identity.key(), identity.chain()).protocols("TLSv1.3", "TLSv1.2").build();
    }
}
