package org.packetboat.schedules.plan.question;

/**
 * What is wrong with a question.
 *
 * @param where  the site, server or line
 * @param found  what is wrong there
 * @param remedy what to do
 */
public record Trouble(String where, String found, String remedy) {
    @Override
    public String toString() {
        return where + ": " + found + "; " + remedy;
    }
}
