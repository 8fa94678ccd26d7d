"""What each route asks of who comes to it: the rights and kinds of information, written from the rules."""

# What a route asks, in order: words of rights, and things that are there or not. A method alone has a line of its own.
# A right that is missing is said (403); a thing that may not be seen is not there (404). What does not stand here asks
# nothing that hangs on a state: only the door, or a right and a thing of people at work.
ASKS = """
cards:attachment         card
cards:attachment POST    card, write
cards:audience           card, write
cards:card               card
cards:confirm            card, write
cards:keep               card, write
cards:key_moment         card, mark
cards:move               card, tie
cards:new                write
cards:others             write, card
cards:own                write, card
cards:refuse_pair        alike, tie
cards:remark             card, remark
cards:remove_remark      card, beside, remark
cards:share              card, write
cards:share_all          write
cards:sharing_told       see record
cards:state              card, state
cards:shown_to           question
cards:take_back          card, write
cards:throw_away         card, write
cards:tie                alike, tie
cards:untie              card, tie
cards:withdraw           card, state
cards:write              write, card
cards:write_step         write, card
children:add_contact     invite
children:ask_colleague   invite
children:circle          network
children:circle POST     network, invite
children:consents        K18
children:consents_file   answer, K18
children:coordinator     name
children:end_contact     invite
children:end_place       end
children:facts           groups
children:handover        network, note
children:handover POST   network, note, hand over
children:invitation_card invite
children:invite_again    invite
children:question        answer, question
children:ask             see record, K19
children:shut_card       invite
meetings:agree           agree, network
meetings:agreement       meetings, agreement
meetings:answer          join, seat
meetings:answer_guest    join, seat
meetings:bring           join, hers
meetings:take_back       join, hers
meetings:calendar        meetings, meeting
meetings:link            agree, outside
meetings:take_link_back  agree, outside
meetings:call_off        plan, meeting
meetings:card            meetings, print
meetings:chair           join, seat
meetings:close           join, seat
meetings:doorway         join, seat
meetings:draft           join, seat
meetings:end_walls       join, seat
meetings:course          meetings
meetings:evaluate        join, seat
meetings:drop_moment     review, seat
meetings:factors         review, seat
meetings:moment          review, seat
meetings:lay             join, write, seat
meetings:mark            join, seat, card
meetings:new_code        join, seat
meetings:paper           meetings, print, meeting
meetings:result          meetings, meeting
meetings:result POST     join, meeting
meetings:show_on_wall    join, seat
meetings:step            join, seat
meetings:table           meetings, seat
meetings:table POST      join, seat
meetings:turn            join, seat
meetings:invite          plan, network, meeting
meetings:leave_out       plan, meeting
meetings:meeting         meetings, meeting
meetings:meetings        meetings
meetings:move            plan, meeting
meetings:plan            plan, network
meetings:prepare         join, seat
mydata:ask               ask
mydata:take              export
mydata:withdraw          ask
retention:keeping        timeline
timeline:board           timeline
timeline:export          export
timeline:list            timeline
timeline:papers          print
timeline:stream          timeline
timeline:table_stream    timeline, meetings, seat
timeline:talk            timeline
"""
STEPS = {key.strip(): rest.split(", ") for key, rest in ((line[:25], line[25:]) for line in ASKS.strip().splitlines())}
