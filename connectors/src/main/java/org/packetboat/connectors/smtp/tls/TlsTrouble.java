package org.packetboat.connectors.smtp.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why two sides can't agree on TLS, in words for the operator. */
public final class TlsTrouble {
    /** What netty says of a connection that was closed in the middle. */
    private static final String CLOSED = "Connection closed";

    private TlsTrouble() {}

    /** Empty if it is no trouble of TLS, or one that may pass by itself, like a lost connection. */
    public static Optional<String> of(Throwable cause) {
        if (chain(cause).anyMatch(TlsTrouble::passes)) return Optional.empty();
        return chain(cause).filter(SSLException.class::isInstance).findFirst().map(e -> words(cause, e));
    }

    private static Stream<Throwable> chain(Throwable cause) {
        return Stream.iterate(cause, e -> e != null, Throwable::getCause);
    }

    private static boolean passes(Throwable e) {
        return e instanceof SslHandshakeTimeoutException || e instanceof SslClosedEngineException
                || e instanceof SSLException && String.valueOf(e.getMessage()).startsWith(CLOSED);
    }

    private static String words(Throwable cause, Throwable ofTls) {
        if (ofTls instanceof NotSslRecordException) return "the site speaks no TLS there";
        if (chain(cause).anyMatch(CertPathBuilderException.class::isInstance)) {
            return "its certificate comes from no authority that is trusted for this route";
        }
        if (chain(cause).anyMatch(CertificateExpiredException.class::isInstance)) {
            return "its certificate has expired";
        }
        return chain(cause).filter(CertificateException.class::isInstance).findFirst().map(Throwable::getMessage)
                .orElse(String.valueOf(ofTls.getMessage()));
    }
}
