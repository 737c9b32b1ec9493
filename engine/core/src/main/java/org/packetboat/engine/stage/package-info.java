/** Big sends that go in stages: what is let go when, and what stops the rest. */
package org.packetboat.engine.stage;
