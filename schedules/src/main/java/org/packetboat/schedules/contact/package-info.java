/** Mail that goes on from one site to another: whose windows open when, and when it can arrive. */
package org.packetboat.schedules.contact;
