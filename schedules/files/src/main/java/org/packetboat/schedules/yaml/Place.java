package org.packetboat.schedules.yaml;

/**
 * Where something stands in a file.
 *
 * @param file   the file's name as the user gave it
 * @param line   from 1; 0 for the file as a whole
 * @param column from 1
 */
public record Place(String file, int line, int column) {
    /** A file as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    /** {@code file:line:column}, as editors and terminals understand it. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
