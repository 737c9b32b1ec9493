package org.packetboat.connectors.smtp.server;

import java.nio.file.Path;

/**
 * Where the server's TLS identity lies.
 *
 * @param certificate the certificate and those that lead to its root, PEM, the server's own first
 * @param key         its private key, PEM in PKCS#8 form ("BEGIN PRIVATE KEY"), without a password
 */
public record TlsFiles(Path certificate, Path key) {}
