/** Delivery rules: who may send to whom, how large and when, and of what a copy goes to a journal. */
package org.packetboat.engine.route.rule;
