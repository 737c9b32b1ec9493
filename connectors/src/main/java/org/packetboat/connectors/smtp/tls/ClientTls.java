package org.packetboat.connectors.smtp.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.packetboat.engine.peer.PeerPolicy;
import org.packetboat.engine.peer.PeerTrust;

/**
 * TLS towards a peer. Where it must be, the certificate has to be trusted and to name the host (RFC 9525), or to have a
 * fingerprint that the route names; where it may be, anything is better than clear text and nothing is checked
 * (RFC 7435).
 */
public final class ClientTls {
    private record Wanted(boolean checked, PeerTrust trust) {}

    private final Optional<KeyStore> usual;
    /** One for each way that some route wants it. */
    private final Map<Wanted, Renewed<SslContext>> contexts = new ConcurrentHashMap<>();

    /** Trusts the certificate authorities the Java runtime trusts, where a route names none. */
    public ClientTls() {
        this.usual = Optional.empty();
    }

    /** @param usual the authorities that are trusted where a route names none */
    public ClientTls(KeyStore usual) {
        this.usual = Optional.of(usual);
    }

    /**
     * Encrypts one connection.
     *
     * @throws IOException if the route's files can't be used; its message names them
     */
    public SslHandler handler(PeerPolicy policy, String host, int port, Duration patience) throws IOException {
        boolean checked = policy.tls().isChecked();
        Wanted wanted = new Wanted(checked, policy.trust());
        SslContext context = contexts.computeIfAbsent(wanted, w -> new Renewed<>(files(w.trust()), () -> make(w)))
                .get();
        SslHandler handler = context.newHandler(ByteBufAllocator.DEFAULT, host, port);
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        return handler;
    }

    /** @throws IOException if these files can't be used; its message names them */
    public void check(PeerTrust trust) throws IOException {
        if (!files(trust).isEmpty()) make(new Wanted(true, trust));
    }

    private static List<Path> files(PeerTrust trust) {
        List<Path> files = new ArrayList<>();
        trust.authorities().map(Path::of).ifPresent(files::add);
        trust.identity().map(ClientTls::identity).ifPresent(identity -> files.addAll(identity.all()));
        return files;
    }

    private static TlsFiles identity(PeerTrust.Identity identity) {
        return new TlsFiles(Path.of(identity.certificate()), Path.of(identity.key()));
    }

    private SslContext make(Wanted wanted) throws IOException {
        PeerTrust trust = wanted.trust();
        boolean pinned = !trust.fingerprints().isEmpty() && trust.authorities().isEmpty();
        boolean issued = wanted.checked() && !pinned;
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK)
                .endpointIdentificationAlgorithm(issued ? "HTTPS" : "")
                .trustManager(new Vetting(wanted.checked() ? trust.fingerprints() : Set.of(),
                        issued ? Optional.of(authorities(trust)) : Optional.empty()));
        if (trust.identity().isPresent()) {
            TlsFiles.Identity own = identity(trust.identity().get()).read();
            builder.keyManager(own.key(), own.chain());
        }
        return builder.build();
    }

    private X509ExtendedTrustManager authorities(PeerTrust trust) throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trust.authorities().isPresent()
                    ? store(Pem.certificates(Path.of(trust.authorities().get())))
                    : usual.orElse(null));
            return Arrays.stream(factory.getTrustManagers()).filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast).findFirst().orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IOException("the authorities can't be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore store(List<X509Certificate> authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        return store;
    }
}
