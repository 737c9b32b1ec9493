package org.packetboat.connectors.jmx.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;

/**
 * One call of a method of {@link javax.management.MBeanServerConnection}, and how it and its answer cross a socket:
 * four bytes of length, then an object stream of Java, as RMI has it.
 */
record BeanCall(String method, Object[] arguments) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LARGEST = 256 << 20;
    /** What MBeans take and give: values of the JDK, open data, and our own failures. */
    private static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter(
            "maxdepth=40;java.lang.*;java.util.*;java.time.*;java.math.*;java.io.*;java.util.concurrent.*;"
                    + "javax.management.**;org.packetboat.**;!*");

    /**
     * What became of a call.
     *
     * @param value   what it gave, null if nothing or if it failed
     * @param failure what it threw, null if nothing
     */
    record Answer(Object value, Throwable failure) implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;
    }

    static void write(DataOutputStream out, Serializable what) throws IOException {
        byte[] bytes = bytes(what);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static byte[] bytes(Serializable what) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(what);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if the other side went away, or wrote something else */
    static <T> T read(DataInputStream in, Class<T> type) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) throw new IOException("an object of " + length + " bytes");
        return read(in.readNBytes(length), type);
    }

    private static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            objects.setObjectInputFilter(KNOWN);
            return type.cast(objects.readObject());
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IOException("an object of another version: " + e.getMessage(), e);
        }
    }

    /** Whether the other side would read it. */
    static boolean isKnown(Serializable what) {
        try {
            read(bytes(what), what.getClass());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
