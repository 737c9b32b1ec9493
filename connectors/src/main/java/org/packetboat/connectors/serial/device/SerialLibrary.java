package org.packetboat.connectors.serial.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Puts the native part of jSerialComm into a folder that only we can write to, and has it loaded from there. By itself
 * it would load whatever lies in a folder that everybody can write to. To be called before any port is opened; later
 * calls change nothing. Limits: Linux.
 */
public final class SerialLibrary {
    private static final String PROPERTY = "jSerialComm.library.path";
    private static final String FILE = "libjSerialComm.so";

    private SerialLibrary() {
    }

    /**
     * @param folder made if need be
     * @throws IOException if it can't be written
     */
    public static synchronized void install(Path folder) throws IOException {
        if (System.getProperty(PROPERTY) != null) return;
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Path fresh = Files.createTempFile(folder, "new", ".so");
        try (InputStream library = ofThisMachine()) {
            Files.copy(library, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        System.setProperty(PROPERTY, folder.toAbsolutePath().toString());
    }

    private static InputStream ofThisMachine() throws IOException {
        String inJar = "/Linux/" + architecture(System.getProperty("os.arch")) + "/" + FILE;
        InputStream found = SerialLibrary.class.getResourceAsStream(inJar);
        if (found == null) throw new IOException("no library for serial ports on this machine: " + inJar);
        return found;
    }

    /** What the library calls what Java calls so. */
    private static String architecture(String java) {
        return switch (java) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "armv8_64";
            case "arm" -> "armv7hf";
            default -> java;
        };
    }
}
