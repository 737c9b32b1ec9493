package org.packetboat.connectors.serial;

import org.packetboat.engine.intake.Intake;
import org.packetboat.protocols.login.LoginThrottle;
import org.packetboat.protocols.login.PasswordCheck;

/**
 * Who is let in where callers are awaited, and what happens then.
 *
 * @param check    looks at passwords
 * @param throttle shared by all lines
 * @param callers  what waits for whom
 * @param sessions what is spoken
 * @param intake   where mail goes that comes in
 */
public record Reception(PasswordCheck check, LoginThrottle throttle, Callers callers, Sessions sessions,
        Intake intake) {}
