package org.packetboat.schedules.yaml;

/**
 * Something in a file that a person should mend.
 *
 * @param weight  whether the file can be used in spite of it
 * @param place   where it is
 * @param path    which value it is about, as in {@code routes[0].window}; empty for the file as a whole
 * @param message what was found, and what is expected
 */
public record Problem(Weight weight, Place place, String path, String message) {
    /** An error makes the file unusable; a warning doesn't. */
    public enum Weight {
        ERROR, WARNING
    }

    public boolean isError() {
        return weight == Weight.ERROR;
    }

    /** {@code schedules/night.yaml:12:13: routes[0].window: found "eats"; expected one of: always, east}. */
    @Override
    public String toString() {
        return place + ": " + (isError() ? "" : "warning: ") + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
