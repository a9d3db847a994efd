//! What can be inserted into a text: names in curly brackets, which are replaced when the letter is written.

use crate::codes::codes;

codes! {
    /// Something that a letter knows.
    Field {
        /// The delegate's name with its title.
        Name = "name",
        Organisation = "organisation",
        Reference = "reference",
        /// The short title of the event.
        Event = "event",
        /// The whole title.
        Title = "title",
        Dates = "dates",
        /// City and country.
        Place = "place",
        /// Building and address.
        Venue = "venue",
        Host = "host",
        /// The address to write to.
        Contact = "contact",
        /// When registration closes.
        Closes = "closes",
        /// Until when the delegate has to answer; only where there is something to answer.
        Deadline = "deadline",
    }
}

impl Field {
    /// Known of every registration, whatever state it is in.
    pub const fn is_known_of_registrations(self) -> bool {
        !matches!(self, Self::Deadline)
    }
}
