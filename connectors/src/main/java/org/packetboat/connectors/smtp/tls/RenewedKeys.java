package org.packetboat.connectors.smtp.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and key for the JDK's TLS. While the files can't be used, what they held before stays in
 * use, and the log says so once.
 */
final class RenewedKeys extends X509ExtendedKeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(RenewedKeys.class);
    /** A handshake that began with one certificate ends with it, also if another comes in between. */
    private static final int KEPT = 4;

    private final Renewed<TlsFiles.Identity> identity;
    private final Map<String, TlsFiles.Identity> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TlsFiles.Identity> eldest) {
            return size() > KEPT;
        }
    };
    private String told = "";

    /** @throws IOException if they can't be used now */
    RenewedKeys(TlsFiles files) throws IOException {
        identity = new Renewed<>(files.all(), files::read);
        identity.get();
    }

    private synchronized String alias(String keyType) {
        TlsFiles.Identity now = current();
        if (!now.key().getAlgorithm().equals(keyType)) return null; // the JDK's word for none
        String alias = "own-" + now.chain().getFirst().getSerialNumber().toString(16);
        known.put(alias, now);
        return alias;
    }

    private TlsFiles.Identity current() {
        try {
            TlsFiles.Identity now = identity.get();
            told = "";
            return now;
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(told)) LOG.warn("event=tls-files-unusable reason=\"{}\"", why);
            told = why;
            return identity.last().orElseThrow();
        }
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return alias(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = alias(keyType);
        return alias == null ? new String[0] : new String[]{alias};
    }

    @Override
    public synchronized X509Certificate[] getCertificateChain(String alias) {
        return known.get(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public synchronized PrivateKey getPrivateKey(String alias) {
        return known.get(alias).key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null; // we call nobody with it
    }
}
